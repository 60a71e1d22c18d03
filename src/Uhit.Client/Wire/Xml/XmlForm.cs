namespace Uhit.Client.Wire;

/// <summary>The forms of text that XML Schema defines for types that are kept as text.</summary>
public enum XmlForm
{
    /// <summary><c>xs:integer</c>: digits with a sign or without one, however many.</summary>
    Integer,

    /// <summary><c>xs:Name</c>.</summary>
    Name,

    /// <summary><c>xs:NCName</c>, <c>xs:ID</c>, <c>xs:IDREF</c>, <c>xs:ENTITY</c>: a name without a colon.</summary>
    NCName,

    /// <summary><c>xs:NMTOKEN</c>.</summary>
    NameToken,

    /// <summary><c>xs:language</c>, such as <c>en-US</c>.</summary>
    Language,

    /// <summary><c>xs:duration</c>, such as <c>P1DT2H</c> or <c>-P1M</c>.</summary>
    Duration,

    /// <summary><c>xs:time</c>, with an offset or without one.</summary>
    Time,

    /// <summary><c>xs:gYear</c>, such as <c>2026</c>.</summary>
    Year,

    /// <summary><c>xs:gYearMonth</c>, such as <c>2026-02</c>.</summary>
    YearMonth,

    /// <summary><c>xs:gMonth</c>, such as <c>--02</c>.</summary>
    Month,

    /// <summary><c>xs:gMonthDay</c>, such as <c>--02-28</c>.</summary>
    MonthDay,

    /// <summary><c>xs:gDay</c>, such as <c>---28</c>.</summary>
    Day,
}
