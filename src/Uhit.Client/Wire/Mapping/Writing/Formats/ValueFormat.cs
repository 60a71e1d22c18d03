namespace Uhit.Client.Wire.Mapping.Writing.Formats;

/// <summary>How a value is written: what follows the colon of a placeholder. It says the same as the conversions of a path in
/// <c>contract.json</c>, the other way round.</summary>
internal sealed record ValueFormat
{
    public static ValueFormat Plain { get; } = new();

    /// <summary>Whose clock a time is written in.</summary>
    public TimeForm Form { get; init; }

    /// <summary>Another time zone than the contract's.</summary>
    public string? Zone { get; init; }

    /// <summary>Whether a number of minutes is written as an <c>xs:duration</c>.</summary>
    public bool IsDuration { get; init; }

    /// <summary>What of a time is written: the time itself, or something about it.</summary>
    public TimeAspect Aspect { get; init; }

    /// <summary>A format of .NET for a date, a time or a number.</summary>
    public string? Pattern { get; init; }

    /// <summary>The table of codes.</summary>
    public string? Codes { get; init; }

    /// <summary>What the number in the message is multiplied by, so that it is ours.</summary>
    public decimal Scale { get; init; } = 1;

    /// <summary>Whether the day that is written is the last one that counts, where ours is the one after it.</summary>
    public bool Inclusive { get; init; }

    /// <summary>Whether the day that is written is the one after the last that counts, where ours is the last.</summary>
    public bool Exclusive { get; init; }

    /// <summary>Whether energy is written as the average power of its interval.</summary>
    public bool AveragePower { get; init; }

    /// <summary>What is written in place of a time or of yes and no: in daylight saving time, else; yes, no.</summary>
    public (string On, string Off)? Marks { get; init; }

    /// <summary>Whether only the digits of a text are written.</summary>
    public bool DigitsOnly { get; init; }

    /// <summary>Whether a number of ours, 32 hexadecimal digits, is written as a GUID with dashes.</summary>
    public bool IsGuid { get; init; }

    /// <summary>Whether <see cref="Marks"/> say whether daylight saving time holds.</summary>
    public bool IsDaylightMark { get; init; }

    /// <summary>As it stands in a placeholder; <see langword="null"/> where nothing does.</summary>
    public string? ToText()
    {
        var words = new List<string>();
        AddIf(Codes is not null, $"codes({Codes})");
        AddIf(Scale != 1, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"scale({Scale})"));
        AddIf(Inclusive, "inclusive");
        AddIf(Exclusive, "exclusive");
        AddIf(AveragePower, "averagePower");
        AddIf(DigitsOnly, "digits");
        AddIf(IsGuid, "guid");
        AddIf(IsDuration, "duration");
        AddIf(Zone is not null, $"zone({Zone})");
        AddIf(Marks is not null, IsDaylightMark ? $"dst({Marks?.On},{Marks?.Off})" : $"yesNo({Marks?.On},{Marks?.Off})");
        AddIf(Aspect != TimeAspect.Time, char.ToLowerInvariant(Aspect.ToString()[0]) + Aspect.ToString()[1..]);
        var form = Form switch { TimeForm.Local => "local", TimeForm.Utc => "utc", TimeForm.Clock => "clock", _ => string.Empty };
        AddIf(form.Length > 0 || Pattern is not null, $"{form} {Pattern}".Trim());
        return words.Count == 0 ? null : string.Join('|', words);

        void AddIf(bool holds, string word)
        {
            if (holds)
            {
                words.Add(word);
            }
        }
    }
}

/// <summary>Whose clock a time is written in.</summary>
internal enum TimeForm
{
    /// <summary>Its own, with its offset; in the contract's time zone where it has a pattern.</summary>
    Own,

    /// <summary>The contract's time zone.</summary>
    Local,

    Utc,

    /// <summary>Its own, without its offset, which stands elsewhere.</summary>
    Clock,
}

/// <summary>What of a time is written.</summary>
internal enum TimeAspect
{
    Time,

    /// <summary>The seconds since 1970 in UTC.</summary>
    UnixSeconds,

    UnixMilliseconds,

    /// <summary>The offset from UTC of its local time in the contract's zone, such as <c>-06:00</c>.</summary>
    Offset,

    OffsetMinutes,

    /// <summary>The time's own offset.</summary>
    ClockOffset,

    ClockOffsetMinutes,

    /// <summary>The number of the interval that ends then, in its day, from 1.</summary>
    IntervalNumber,
}
