namespace Uhit.Client.Wire;

/// <summary>A file of a contract, as it is served at <c>?wsdl</c> and <c>?xsd=</c>.</summary>
public sealed record WireContractFile
{
    /// <summary>The file name, as other files of the contract refer to it.</summary>
    public required string Name { get; init; }

    /// <summary>The file's text, UTF-8.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }
}
