"""IMAP: mail is read where it lies (RFC 3501), never moved, never deleted, and not marked unless asked."""
