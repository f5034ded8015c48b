"""The rules of cases, forms and certificates; nothing here reads or writes anything."""
