using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Uhit.Client.Wire;
using Uhit.Client.Wire.Mapping;

namespace Uhit.Client.Simulator;

/// <summary>The settings of a <see cref="UhitSimulator"/>. Read once, when it starts.</summary>
public sealed class UhitSimulatorOptions
{
    /// <summary>Where the inquiry service listens. Port 0 takes a free one: see <see cref="UhitSimulator.InquiryUrl"/>. It listens on the
    /// addresses of the host and on no other; <c>0.0.0.0</c> is all of them.</summary>
    /// <value>Default: <c>https://127.0.0.1:0</c>.</value>
    public Uri ListenUrl { get; set; } = new("https://127.0.0.1:0");

    /// <summary>The path of the inquiry service.</summary>
    /// <value>Default: <c>/uhit/inquiry</c>.</value>
    public string Path { get; set; } = "/uhit/inquiry";

    /// <summary>Where the Third Party listens for callbacks, https. Required unless the contract
    /// has all data fetched, or in the answer.</summary>
    /// <remarks>Looked at for each callback: a receiver on a free port may start after the simulator, before the first inquiry.</remarks>
    public Uri? CallbackUrl { get; set; }

    /// <summary>CNP's certificate, with its key: shown to callers and to the Third Party's receiver.
    /// Required; not disposed by the simulator.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Intermediates that are sent along with <see cref="Certificate"/>.</summary>
    public X509Certificate2Collection CertificateChain { get; } = [];

    /// <summary>The roots that a caller's certificate must lead to. At least one.</summary>
    public X509Certificate2Collection TrustedClientRoots { get; } = [];

    /// <summary>The roots that the certificate of the Third Party's receiver must lead to. At
    /// least one where there are callbacks.</summary>
    public X509Certificate2Collection TrustedServerRoots { get; } = [];

    /// <summary>The contract that is spoken. Required.</summary>
    public SimulatedWireFormat? WireFormat { get; set; }

    /// <summary>The values of the secrets that the contract names, such as the password that it demands of a caller.</summary>
    /// <value>Default: none; a contract that needs some fails once it asks for them.</value>
    public IDictionary<string, string> Secrets { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The form in which callbacks are sent: their encoding, gzip, one document or several parts. Inquiries are taken in every
    /// form, and answered in the encoding of this one.</summary>
    /// <value>Default: none, that of <see cref="UhitWireFormat.Transfer"/>.</value>
    public WireTransfer? CallbackTransfer { get; set; }

    /// <summary>The files of the inquiry service's contract, the WSDL first, such as
    /// <c>SimulatedWireFormat.Reference.InquiryContractFiles</c>: served at <c>?wsdl</c> and <c>?xsd=</c>, with
    /// the address under which they are asked for.</summary>
    /// <value>Default: none; then a GET is answered with 404.</value>
    public IReadOnlyList<WireContractFile> ContractFiles { get; set; } = [];

    /// <summary>From what the usage, the message numbers and the shuffling follow.</summary>
    /// <value>Default: 1.</value>
    public int Seed { get; set; } = 1;

    /// <summary>How it behaves.</summary>
    /// <value>Default: <see cref="SimulatorScenarios.Normal"/>.</value>
    public SimulatorScenario Scenario { get; set; } = SimulatorScenarios.Normal;

    /// <summary>The clock for delays, for the times in messages and for what "today" is.
    /// Certificates are judged by the machine's.</summary>
    /// <value>Default: the system's.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>How ESI IDs of the territory begin.</summary>
    /// <value>Default: <c>1008901</c>, CNP's.</value>
    public IList<string> TerritoryPrefixes { get; } = ["1008901"];

    /// <summary>Who may ask; <see langword="null"/>: anybody with a certificate that is trusted.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public IReadOnlyCollection<AuthenticationId>? AllowedAuthenticationIds { get; set; }

    /// <summary>How long after the inquiry the validation is sent.</summary>
    /// <value>Default: at once.</value>
    public TimeSpan ValidationDelay { get; set; }

    /// <summary>How long after the validation the data are sent.</summary>
    /// <value>Default: at once.</value>
    public TimeSpan DeliveryDelay { get; set; }

    /// <summary>How often a callback is tried until it is answered with Accepted or Rejected.</summary>
    /// <value>Default: 10.</value>
    public int MaxAttempts { get; set; } = 10;

    /// <summary>How long after the first failure a callback is tried again; doubled after every further one.</summary>
    /// <value>Default: 1 second.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between two tries, also where the receiver asks for more by <c>Retry-After</c>.</summary>
    /// <value>Default: 1 minute.</value>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long one try of a callback may take, its answer included.</summary>
    /// <value>Default: 30 minutes.</value>
    public TimeSpan CallbackTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How many inquiries are worked on at the same time; the others wait.</summary>
    /// <value>Default: 4.</value>
    public int MaxConcurrentInquiries { get; set; } = 4;

    /// <summary>The largest inquiry, bytes.</summary>
    /// <value>Default: 64 MiB.</value>
    public int MaxInquiryBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Where logs go.</summary>
    /// <value>Default: nowhere.</value>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Whether the contract has callbacks: its data neither stand in the answer nor are fetched.</summary>
    internal bool CallsBack => Format.Polling is null && Format.GetAnswerContent(UhitOperation.RequestHistoricalUsage).Count == 0;

    /// <summary>The contract that is spoken, with its secrets; there once the settings were checked.</summary>
    internal SimulatedWireFormat Format { get; private set; } = null!;

    internal void Check()
    {
        Require(WireFormat is not null, "WireFormat is required: set it to the contract that is spoken.");
        Format = Secrets.Count > 0 ? WireFormat!.WithSecrets(new WireSecrets(Secrets).Get) : WireFormat!;
        Require(
            ListenUrl.Scheme == Uri.UriSchemeHttps, "ListenUrl must begin with https: the simulator asks every caller for a certificate.");
        Require(Path.StartsWith('/'), "Path must begin with a slash.");
        Require(
            !CallsBack || CallbackUrl?.Scheme == Uri.UriSchemeHttps,
            "CallbackUrl is required and must begin with https: set it to the receiver's address.");
        Require(Certificate is { HasPrivateKey: true }, "Certificate is required and must have its private key.");
        Require(TrustedClientRoots.Count > 0, "TrustedClientRoots is empty: add the root of the Third Party's certificate.");
        Require(!CallsBack || TrustedServerRoots.Count > 0, "TrustedServerRoots is empty: add the root of the receiver's certificate.");
        (Format as MappedWireFormat)?.RequireSimulation();
        Require(MaxAttempts > 0, "MaxAttempts must be 1 or more.");
        Require(MaxConcurrentInquiries > 0, "MaxConcurrentInquiries must be 1 or more.");
        Require(
            RetryDelay > TimeSpan.Zero && MaxRetryDelay >= RetryDelay,
            "RetryDelay must be more than zero, and MaxRetryDelay not less than it.");
    }

    private static void Require(bool met, string message)
    {
        if (!met)
        {
            throw new UhitConfigurationException("Simulator: " + message);
        }
    }
}
