"""How complete files are."""
