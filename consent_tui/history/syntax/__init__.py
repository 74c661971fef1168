"""Shell syntax: from the text of a command line to its simple commands, as bash, zsh and fish read it."""
