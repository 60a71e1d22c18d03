namespace Uhit.Client.Wire.Mapping.Model;

/// <summary>A contract as <c>contract.json</c> says it. Immutable.</summary>
internal sealed record ContractModel
{
    /// <summary>The folder, as it was named.</summary>
    public required string Folder { get; init; }

    public required string Id { get; init; }

    public required SoapVersion SoapVersion { get; init; }

    /// <summary>By prefix.</summary>
    public required IReadOnlyDictionary<string, string> Namespaces { get; init; }

    /// <summary>The zone of times without an offset.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    public string? InquiryWsdl { get; init; }

    public string? CallbackWsdl { get; init; }

    /// <summary>The callback's WSDL first, then what it refers to.</summary>
    public IReadOnlyList<WireContractFile> CallbackFiles { get; init; } = [];

    /// <summary>The inquiry's WSDL first, then what it refers to.</summary>
    public IReadOnlyList<WireContractFile> InquiryFiles { get; init; } = [];

    public IReadOnlyList<string> Secrets { get; init; } = [];

    public IReadOnlyDictionary<string, CodeTable> Codes { get; init; } = new Dictionary<string, CodeTable>();

    public IReadOnlyList<string> Correlation { get; init; } = [];

    public bool IsOnePeriod { get; init; }

    public int? MaxLines { get; init; }

    /// <summary>Whether the customer's texts are held against the schema before an inquiry is sent.</summary>
    public bool ChecksValues { get; init; } = true;

    public IReadOnlyList<HeaderBlock> Headers { get; init; } = [];

    /// <summary>Header blocks that nobody reads.</summary>
    public IReadOnlyList<PathStep> Understood { get; init; } = [];

    /// <summary>The messages in the order of the file; one that comes in several forms stands here several times.</summary>
    public required IReadOnlyList<MessageModel> Messages { get; init; }

    /// <summary>The detail of a fault.</summary>
    public ScopeModel? Fault { get; init; }

    /// <summary>The first message of an operation.</summary>
    public MessageModel? Find(UhitOperation operation) => Messages.FirstOrDefault(message => message.Operation == operation);

    /// <summary>A header block that we write.</summary>
    internal sealed record HeaderBlock(Json.JsonValue Source, string Template, IReadOnlyList<string> On);
}
