"""All of the folder `verifier` under one name, for the tests."""
import os
import sys

sys.dont_write_bytecode = True  # nothing is left in the tree
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from verifier.answers import *  # noqa: E402
from verifier.bundle import *  # noqa: E402
from verifier.checks import *  # noqa: E402
from verifier.dates import *  # noqa: E402
from verifier.encoding import *  # noqa: E402
from verifier.findings import *  # noqa: E402
from verifier.genesis import Genesis, parse_genesis  # noqa: E402
from verifier.pages import Pages, check_pages  # noqa: E402
from verifier.records import *  # noqa: E402
from verifier.report import *  # noqa: E402
from verifier.signatures import *  # noqa: E402
from verifier.state import *  # noqa: E402
from verifier.trees import *  # noqa: E402
