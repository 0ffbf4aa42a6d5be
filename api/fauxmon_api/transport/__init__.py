"""How requests and answers travel: paths, parameters in four encodings, spellings of values, errors, tokens."""
