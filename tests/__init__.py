"""The test suite: imported as a package, so that tests share their parts by name."""
