"""The rules of an identity check, free of any IO."""
