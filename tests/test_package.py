def test_imports() -> None:
    import extractor

    assert extractor.__doc__


def test_a_documents_number_holds_no_names() -> None:
    from extractor import extract

    result = extract("会议通过《云江市绿色金融改革创新实施方案》（云政发〔2024〕16号），即日起施行。")
    assert [law.norm for law in result.laws] == ["《云江市绿色金融改革创新实施方案》（云政发〔2024〕16号）"]
    assert result.people == [] and result.organizations == []


def test_public_names_are_there_and_no_others_are_shown() -> None:
    import extractor

    shown = [name for name in dir(extractor) if not name.startswith("_")]
    assert shown == sorted(extractor.__all__)
    assert all(getattr(extractor, name) is not None for name in shown)


def test_help_tells_arguments_results_and_errors() -> None:
    from extractor import extract

    assert extract.__doc__ is not None
    assert all(f"{part}:" in extract.__doc__ for part in ("Args", "Returns", "Raises", "Example"))
    assert "提取" in extract.__doc__
