namespace Uhit.Client.Wire;

/// <summary>A file of a contract, as it is served at <c>?wsdl</c> and <c>?xsd=</c>.</summary>
/// <param name="Name">Its file name, as other files of the contract refer to it.</param>
/// <param name="Content">Its text, UTF-8.</param>
public sealed record WireContractFile(string Name, ReadOnlyMemory<byte> Content);
