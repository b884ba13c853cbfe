"""Makes the one setup file a clerk runs on Windows: built whole on Debian, tried under wine, see installer/README.md."""
