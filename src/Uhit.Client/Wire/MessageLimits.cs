namespace Uhit.Client.Wire;

/// <summary>How large one message from outside may be, in every direction that costs memory or time: its XML, and what is read from
/// it.</summary>
/// <remarks>
/// <para>Immutable. For callbacks each is a setting, <c>Callback:Limits:NAME</c>. The log names the setting of the limit that a callback
/// is beyond.</para>
/// <para>A callback beyond <see cref="MaxUsageLines"/>, <see cref="MaxValidationResults"/>, <see cref="MaxBillingPeriods"/>,
/// <see cref="MaxIntervalSeries"/> or <see cref="MaxReadings"/> is refused and kept as unreadable: raise the setting, and replay it. A
/// callback beyond any other limit is refused as malformed and <b>not kept</b>: raise the setting, and have CNP send it again.</para>
/// <para>Lengths are UTF-8 bytes as they come, so an escaped character counts with its escape. The defaults leave room for 140 meter-years
/// of 15-minute readings in one message.</para>
/// </remarks>
public sealed record MessageLimits
{
    /// <summary>The limits with all their defaults.</summary>
    public static MessageLimits Default { get; } = new();

    /// <summary>The most lines of usage in one part of a delivery.</summary>
    /// <value>Default: 100,000. At least <c>MaxLines</c>.</value>
    public int MaxUsageLines { get; init; } = 100_000;

    /// <summary>The most verdicts of one validation.</summary>
    /// <value>Default: 20,000. At least <c>MaxLines</c>.</value>
    public int MaxValidationResults { get; init; } = 20_000;

    /// <summary>The most billing periods of one ESI ID in one message, over all its lines.</summary>
    /// <value>Default: 10,000.</value>
    public int MaxBillingPeriods { get; init; } = 10_000;

    /// <summary>The most interval series of one ESI ID in one message, over all its lines.</summary>
    /// <value>Default: 10,000, a series for each day of a year and each of 27 channels.</value>
    public int MaxIntervalSeries { get; init; } = 10_000;

    /// <summary>The most readings of one ESI ID in one message, over all its lines and series.</summary>
    /// <value>Default: 1,500,000: twelve channels of a year of 5-minute readings, with room. At least 35,136, a
    /// leap year of 15-minute readings of one channel.</value>
    public int MaxReadings { get; init; } = 1_500_000;

    /// <summary>The most bytes of a document.</summary>
    /// <value>512 MiB.</value>
    public long MaxBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>How deep elements may be nested; the root is at 1.</summary>
    /// <value>32.</value>
    public int MaxDepth { get; init; } = 32;

    /// <summary>The most attributes of one element, namespace declarations not counted.</summary>
    /// <value>64.</value>
    public int MaxAttributes { get; init; } = 64;

    /// <summary>The most namespace declarations on one element.</summary>
    /// <value>32.</value>
    public int MaxNamespaceDeclarations { get; init; } = 32;

    /// <summary>The most namespace declarations in scope at any place: those of an element and of all around it.</summary>
    /// <value>128.</value>
    public int MaxNamespaceDeclarationsInScope { get; init; } = 128;

    /// <summary>The longest name of an element or attribute, with its prefix.</summary>
    /// <value>256 bytes.</value>
    public int MaxNameLength { get; init; } = 256;

    /// <summary>The longest tag: its name, all its attributes and what is between them.</summary>
    /// <value>64 KiB.</value>
    public int MaxTagLength { get; init; } = 64 * 1024;

    /// <summary>The longest text between two tags, white space and CDATA sections with their
    /// closing counted, and the longest comment.</summary>
    /// <value>64 KiB.</value>
    public int MaxTextLength { get; init; } = 64 * 1024;

    /// <summary>How many different names and namespaces a document may use, as they are written.</summary>
    /// <value>512.</value>
    public int MaxDistinctNames { get; init; } = 512;

    /// <summary>The most elements of a document.</summary>
    /// <value>20,000,000.</value>
    public long MaxElements { get; init; } = 20_000_000;

    /// <summary>The longest text between two tags that is handed out in chunks only, such as a payload in base64: see
    /// <see cref="UhitWireFormat.MaxPayloadBytes"/>. White space alone is never so long.</summary>
    /// <value>0: <see cref="MaxTextLength"/> holds for all text.</value>
    internal long MaxPayloadLength { get; init; }

    /// <summary>How many times as long as what came something that is compressed may become, once that is more than 4 MiB.</summary>
    /// <value>200. A year of readings that are all zero has about 45.</value>
    public int MaxCompressionRatio { get; init; } = 200;

    /// <summary>The most parts of a message of several parts.</summary>
    /// <value>4,096.</value>
    public int MaxParts { get; init; } = 4096;

    /// <summary>What is to be thrown where a message holds more.</summary>
    /// <param name="limit">The name of the property here.</param>
    /// <param name="path">The element of which there are too many.</param>
    public static WireFormatException Exceeded(string limit, string path) =>
        new("too-many-elements", path) { Setting = SettingOf(limit) };

    /// <summary>The setting of a limit for callbacks.</summary>
    internal static string SettingOf(string limit) => "Callback:Limits:" + limit;
}
