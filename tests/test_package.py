def test_imports() -> None:
    import extractor

    assert extractor.__doc__
