namespace Uhit.Contracts.Contract;

/// <summary>One port type with the binding that it is called through, and the first address of that.</summary>
internal sealed record ServiceModel(
    string File, string Name, string Namespace, string Binding, string SoapVersion, string? Address,
    IReadOnlyList<OperationModel> Operations)
{
    /// <summary>The file to name for it: that of its wsdl:service, which imports the others where they are several.</summary>
    public required string Wsdl { get; init; }
}
