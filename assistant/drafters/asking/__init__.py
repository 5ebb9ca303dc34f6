"""Asking a language model: the server and its dialect, the prompt, and reading what comes back.

server · dialect · loop · chat (the only file that knows the openai package) · fence · prompting ·
reading · soundness · manners · verifying
"""
