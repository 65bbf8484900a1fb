"""The project's version, as pip knows it, and the contract's."""

from importlib.metadata import PackageNotFoundError, version

API_VERSION = "1"

try:
    VERSION = version("whosaid")
except PackageNotFoundError:  # run from a checkout that was not installed
    VERSION = "0+checkout"
