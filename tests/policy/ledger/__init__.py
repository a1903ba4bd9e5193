"""What is owed by whom until when: obligations."""
