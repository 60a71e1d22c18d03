using Uhit.Client.Certificates;
using Uhit.Client.Wire;

namespace Uhit.Client;

/// <summary>How CNP's callbacks are received.</summary>
public sealed class UhitCallbackOptions
{
    /// <summary>The address under which CNP reaches the receiver, as it stands in the WSDL that is served at <c>?wsdl</c>.</summary>
    /// <value>Default: none, the contract's own address is shown.</value>
    public Uri? PublicUrl { get; set; }

    /// <summary>The certificate that the receiver shows; where none is set, the client certificate is shown.</summary>
    public ClientCertificateOptions ServerCertificate { get; set; } = new();

    /// <summary>The most bytes of one callback. A meter-year of 15-minute readings has about 4.7 MB, indented up to 6 MB, and CNP may
    /// answer an inquiry in one part.</summary>
    /// <value>Default: 4 GiB. At least 6 MB for each of <see cref="UhitClientOptions.MaxLines"/>.</value>
    public long MaxBodyBytes { get; set; } = 4L * 1024 * 1024 * 1024;

    /// <summary>The most bytes that bodies of one peer which are still coming take up in the store (compressed), in each process: beyond it
    /// only the oldest of them is read on, and the others wait for it. One alone may take more: what
    /// bounds it is <see cref="MaxBodyBytes"/>.</summary>
    /// <value>Default: 1 GiB.</value>
    public long MaxStagedBytes { get; set; } = 1024L * 1024 * 1024;

    /// <summary>The most bytes that are kept of callbacks that could not be taken: beyond it they are noted
    /// without their bodies, 10,000 of them at most.</summary>
    /// <value>Default: 64 MiB.</value>
    public long MaxUnreadableBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>The most bytes that callbacks of unknown inquiries may take up, for each peer, as they are stored (compressed): beyond it
    /// further ones are answered with a fault and <c>Retry-After</c>, and nothing of them is kept.
    /// Callbacks of known inquiries are taken as before.</summary>
    /// <value>Default: 1 GiB.</value>
    public long MaxUnmatchedBytes { get; set; } = 1024L * 1024 * 1024;

    /// <summary>The most callbacks of unknown inquiries that are kept, for each peer: beyond it as beyond
    /// <see cref="MaxUnmatchedBytes"/>.</summary>
    /// <value>Default: 10,000.</value>
    public int MaxUnmatchedEntries { get; set; } = 10_000;

    /// <summary>How long the reading of one callback may take once its bytes are here, the wait for its turn and the writing of its lines
    /// to the store with it. Then it is ended, and CNP is asked to send the callback again: no
    /// message keeps the others waiting for ever.</summary>
    /// <value>Default: 15 minutes. From 1 second to 1 day.</value>
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How many callbacks are read at the same time; others wait, their bodies already stored.</summary>
    /// <remarks>They take turns, peer after peer, 256 KiB at a time: a small one is never kept
    /// waiting by the end of a large or slow one.</remarks>
    /// <value>Default: the number of processors. From 1 to 1,000.</value>
    public int MaxConcurrentReads { get; set; } = Environment.ProcessorCount;

    /// <summary>How large one callback may be, in every direction that costs memory or time. One beyond a limit is refused, and the log
    /// names the setting. <see cref="MessageLimits"/> tells which limits keep the callback for a replay.</summary>
    /// <remarks>Bytes and elements are at least as many as <see cref="MaxBodyBytes"/> leaves room for.</remarks>
    public MessageLimits Limits { get; set; } = new();

    /// <summary>After what time CNP is asked to send again where the trouble is ours (<c>Retry-After</c>).</summary>
    /// <value>Default: 30 seconds. From 1 second to 1 day.</value>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The HTTP status of a SOAP 1.2 fault for which the caller is to blame: 500, or
    /// 400 as SOAP 1.2's own binding has it.</summary>
    /// <remarks>WCF callers read the reason of a fault only with 500. SOAP 1.1 faults always have 500.</remarks>
    /// <value>Default: 500. Or 400.</value>
    public int Soap12SenderFaultStatus { get; set; } = 500;

    /// <summary>How often the store is looked at for what another process stored, and for retries that have come due.
    /// What this process stores is handled at once.</summary>
    /// <value>Default: 1 second. From 10 ms to 1 hour.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often due and overdue inquiries are looked for.</summary>
    /// <value>Default: 30 seconds. From 1 second to 1 day.</value>
    public TimeSpan DeadlineInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many inquiries have their events handled at the same time.</summary>
    /// <value>Default: 4. From 1 to 1,000.</value>
    public int MaxConcurrentHandlers { get; set; } = 4;

    /// <summary>How long a claim on an inquiry holds without being renewed: how long a crash delays its events.</summary>
    /// <value>Default: 30 seconds. From 1 second to 1 day.</value>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a handler may take with one event: then its token is cancelled, and it has failed.</summary>
    /// <value>Default: 5 minutes. From 1 second to 1 day.</value>
    public TimeSpan HandlerTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the <c>CommitAsync</c> of a transactional handler may take, before it is cut off and rolled back.</summary>
    /// <value>Default: 5 seconds. At most a third of <see cref="Lease"/>.</value>
    public TimeSpan CommitTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a handler that failed is left alone, by the number of its failures at an event. One failure more than there are
    /// delays makes it a dead letter.</summary>
    /// <value>Default: none set, which means 5 s, 30 s, 2 min, 10 min, 1 h, 6 h, 16 h.</value>
    public IList<TimeSpan> RetryDelays { get; } = [];

    /// <summary>How far each of these delays is varied at random, as a share of it, up and down.</summary>
    /// <value>Default: 0.1. From 0 to 0.5.</value>
    public double RetryJitter { get; set; } = 0.1;

    /// <summary>How long stopping takes at most. Handlers that run have three quarters of it to
    /// end; then their token is cancelled.</summary>
    /// <value>Default: 10 seconds.</value>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
