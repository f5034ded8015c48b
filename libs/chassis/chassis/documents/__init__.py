"""What documents of every kind need alike: kept for decades (PDF/A), readable by everyone (PDF/UA), sealed (PAdES).

A service that makes documents names pikepdf (which brings lxml) and pyHanko among its own dependencies; the others do
without.
"""
