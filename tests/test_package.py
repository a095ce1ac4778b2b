def test_imports() -> None:
    import extractor

    assert extractor.__doc__


def test_a_documents_number_holds_no_names() -> None:
    from extractor import extract

    result = extract("会议通过《云江市绿色金融改革创新实施方案》（云政发〔2024〕16号），即日起施行。")
    assert [law.norm for law in result.laws] == ["《云江市绿色金融改革创新实施方案》（云政发〔2024〕16号）"]
    assert result.people == [] and result.organizations == []
