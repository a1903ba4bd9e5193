from . import test_collection_report
