"""Files that people send: judged by content, bounded in size, given to a malware scanner, never trusted by name."""
