using Uhit.Client.Certificates;

namespace Uhit.Client;

/// <summary>The settings of one named client, bound from the configuration section <c>Uhit:{name}</c> and checked at start-up.</summary>
public sealed class UhitClientOptions
{
    /// <summary>The configuration section that holds one section per named client.</summary>
    public const string SectionName = "Uhit";

    /// <summary>Test or Production. Required: there is no default.</summary>
    public UhitEnvironment Environment { get; set; }

    /// <summary>Who the Third Party is to CNP (guide 1.6): a REP's DUNS number, or the identifier that was agreed. Required.</summary>
    public string? AuthenticationId { get; set; }

    /// <summary>The Authentication ID under which this client's store was used before, where CNP gave the Third Party another one: without
    /// it another ID than the store's is refused, because a mistyped one would be sent, and its callbacks
    /// refused by a receiver on the same store.</summary>
    /// <value>Default: <see langword="null"/>. May stay once it was needed.</value>
    public string? ReplacesAuthenticationId { get; set; }

    /// <summary>Whether the Third Party is a REP, whose Authentication ID must be its DUNS or DUNS+4 number (guide 1.6). That of any other
    /// is what it agreed with CNP, such as its company name or tax ID.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool IsRetailElectricProvider { get; set; } = true;

    /// <summary>The https address of CNP's inquiry service. Required for sending; an application
    /// that only listens may leave it out.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>The certificate that is shown to CNP, whose Distinguished Name CNP registers (guide 2.2.1).</summary>
    public ClientCertificateOptions Certificate { get; set; } = new();

    /// <summary>Which server certificates are trusted.</summary>
    public ServerTrustOptions ServerTrust { get; set; } = new();

    /// <summary>Who may call the receiver. Required for listening.</summary>
    public IList<PeerOptions> Peers { get; } = [];

    /// <summary>What the ESI IDs of CNP's territory begin with; CNP rejects others (guide 1.3).</summary>
    /// <value>Default: none set, which means <c>1008901</c>.</value>
    public IList<string> TerritoryPrefixes { get; } = [];

    /// <summary>Whether ESI IDs outside the territory are refused before they are sent.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool RequireTerritory { get; set; } = true;

    /// <summary>Whether ESI IDs that were probably damaged on their way are sent all the same: 22 digits that end in seven zeros, as a
    /// spreadsheet leaves them, and others than 22 digits under CNP's own code <c>08901</c>.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool AllowUnlikelyEsiIds { get; set; }

    /// <summary>CNP's company holidays, by which an inquiry becomes overdue (guide 1.3, RMG 7.5). CNP's list is not public: write it here
    /// where you have it, year by year.</summary>
    /// <remarks>A year of which six days or more are set has these and no others. In a year of which fewer are set, ERCOT's holidays hold
    /// with them.</remarks>
    /// <value>Default: none set.</value>
    public IList<DateOnly> Holidays { get; } = [];

    /// <summary>The most lines of one inquiry. CNP publishes none: this one is ours; split larger batches.</summary>
    /// <value>Default: 500.</value>
    public int MaxLines { get; set; } = 500;

    /// <summary>What is done with an inquiry that does not fit into one request of the contract (<see cref="Wire.UhitWireFormat.Shape"/>),
    /// such as one whose lines have several periods where a request has one: it is split into
    /// requests of their own, or refused as invalid.</summary>
    /// <remarks>See <see cref="SubmitResult.Parts"/>. Give such an inquiry a ClientReference: then it may be submitted again after a
    /// failure or a crash, and only what is missing is sent.</remarks>
    /// <value>Default: <see langword="false"/>: refused.</value>
    public bool SplitInquiries { get; set; }

    /// <summary>Names of SOAP header blocks, as <c>{namespace}name</c>, that CNP's callbacks and answers may demand
    /// to be understood although nobody reads them.</summary>
    /// <remarks>WS-Addressing's are understood anyway, and those that the wire format reads. A message with any other that has to be
    /// understood is refused, and the refusal names it.</remarks>
    /// <value>Default: none.</value>
    public IList<string> UnderstoodHeaders { get; } = [];

    /// <summary>Whether the way to CNP is checked, without an inquiry, before the first send and after a change of certificate.</summary>
    /// <remarks>Under TLS 1.3 a refused client certificate shows only after the first bytes have left: the check
    /// keeps an inquiry from becoming uncertain by it.</remarks>
    /// <value>Default: <see langword="true"/>.</value>
    public bool CheckConnectionFirst { get; set; } = true;

    /// <summary>How connections to CNP are made and how a send is kept within bounds: timeouts, retries, circuit breaker, proxy,
    /// whether mutual TLS is demanded.</summary>
    public UhitConnectionOptions Connection { get; set; } = new();

    /// <summary>The folder of a contract as data, with its <c>contract.json</c>: absolute, or relative to the working directory.</summary>
    /// <remarks>Read when the client is first used, once. A format that is registered in code
    /// (<c>UseWireFormat</c>, <c>UseContract</c>) goes before it.</remarks>
    /// <value>Default: none, and the reference contract is spoken.</value>
    public string? ContractFolder { get; set; }

    /// <summary>The secrets of the contract, such as the password of a <c>UsernameToken</c>, by the names that it has for them
    /// (<see cref="Wire.UhitWireFormat.SecretNames"/>).</summary>
    /// <remarks>Set them outside of files that are shared: <c>Uhit__Production__Secrets__cnp_password</c> in the environment, or
    /// a configuration source made for secrets. A dash or a dot in a name may be written as an underscore; upper and lower case are the
    /// same. They are never logged or stored.</remarks>
    /// <value>Default: none.</value>
    public IDictionary<string, string> Secrets { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How data are fetched that CNP holds ready, for contracts where it does so instead of calling back.</summary>
    public UhitPollingOptions Polling { get; set; } = new();

    /// <summary>How callbacks are received.</summary>
    public UhitCallbackOptions Callback { get; set; } = new();

    /// <summary>How long what was received is kept.</summary>
    public RetentionOptions Retention { get; set; } = new();
}
