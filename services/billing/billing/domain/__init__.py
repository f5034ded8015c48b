"""The rules of fees, notices and payments, free of any IO."""
