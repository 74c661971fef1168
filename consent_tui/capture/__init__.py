"""From the words of a command line to what is emitted: argv -> ``Explanation`` -> ``Event``."""
