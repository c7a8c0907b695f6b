"""Reading text: from bytes to findings, once per comment, in linear time."""
