"""What people read: the German sentences for everything that the rules know by a code."""
