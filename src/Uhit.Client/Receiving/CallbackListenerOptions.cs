using Uhit.Client.Certificates;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Xml;

namespace Uhit.Client.Receiving;

/// <summary>What a <see cref="CallbackListener"/> takes, and from whom. Not changed after the listener is made.</summary>
public sealed class CallbackListenerOptions
{
    /// <summary>The named client whose callbacks are taken.</summary>
    public required string Client { get; init; }

    /// <summary>Test or Production: stamped on all that is stored.</summary>
    public required UhitEnvironment Environment { get; init; }

    /// <summary>The Authentication ID that every callback must name.</summary>
    public required AuthenticationId AuthenticationId { get; init; }

    /// <summary>The contract.</summary>
    public required IUhitWireFormat WireFormat { get; init; }

    /// <summary>Who may call.</summary>
    public required PeerPolicy Peers { get; init; }

    /// <summary>The address under which CNP reaches the listener, as it stands in the WSDL that is served. Never taken from a request.</summary>
    /// <value>Default: none, the contract's own address is shown.</value>
    public Uri? PublicUrl { get; init; }

    /// <summary>The most bytes of one callback.</summary>
    /// <value>Default: 4 GiB.</value>
    public long MaxBodyBytes { get; init; } = 4L * 1024 * 1024 * 1024;

    /// <summary>The most bytes that bodies of one peer which are still coming take up in the store (compressed): beyond it only the oldest of them is read on, and the others
    /// wait for it. One alone may take more.</summary>
    /// <value>Default: 1 GiB.</value>
    public long MaxStagedBytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>The most bytes that are kept of callbacks that could not be taken: beyond it they are noted without their bodies.</summary>
    /// <value>Default: 64 MiB.</value>
    public long MaxUnreadableBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>The most callbacks that could not be taken that are kept: further different ones are logged, and not stored.</summary>
    public const int MaxUnreadableEntries = 10_000;

    /// <summary>The most bytes that callbacks of unknown inquiries may take up, for each peer, as they are stored: beyond it further ones are asked to come later. Those of
    /// known inquiries are taken as before.</summary>
    /// <value>Default: 1 GiB.</value>
    public long MaxUnmatchedBytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>The most callbacks of unknown inquiries that are kept, for each peer: beyond it as beyond <see cref="MaxUnmatchedBytes"/>.</summary>
    /// <value>Default: 10,000.</value>
    public int MaxUnmatchedEntries { get; init; } = 10_000;

    /// <summary>How many callbacks are read at the same time; others wait, their bodies already spooled.</summary>
    /// <remarks>They take turns, peer after peer, a quarter of a mebibyte at a time: a small one is never kept waiting by the end of a large or slow one.</remarks>
    /// <value>Default: the number of processors.</value>
    public int MaxConcurrentReads { get; init; } = System.Environment.ProcessorCount;

    /// <summary>How long the reading of one callback may take once its bytes are here; then the caller is asked to send it again.</summary>
    /// <value>Default: 15 minutes.</value>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Names of header blocks, as <c>{namespace}name</c>, that are taken for understood although nobody reads them: see <see cref="Wire.Soap.SoapHeaders"/>.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> UnderstoodHeaders { get; init; } = [];

    /// <summary>The limits of the XML. Bytes and elements are at least as many as <see cref="MaxBodyBytes"/> leaves room for.</summary>
    /// <value>Default: <see cref="XmlLimits.Default"/>.</value>
    public XmlLimits XmlLimits { get; init; } = XmlLimits.Default;

    /// <summary>How much one callback may hold in memory while it is read.</summary>
    /// <value>Default: <see cref="CallbackLimits.Default"/>.</value>
    public CallbackLimits Limits { get; init; } = CallbackLimits.Default;

    /// <summary>The HTTP status of a SOAP 1.2 fault for which the caller is to blame: 500, or 400 as SOAP 1.2's own binding has it.</summary>
    /// <remarks>WCF callers read the reason of a fault only with 500. SOAP 1.1 faults always have 500.</remarks>
    /// <value>Default: 500.</value>
    public int Soap12SenderFaultStatus { get; init; } = 500;

    /// <summary>After what time the caller is asked to try again where the trouble is ours.</summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(30);
}
