namespace Uhit.Contracts.Contract;

/// <summary>One port type with the binding and the port that it is called through.</summary>
internal sealed record ServiceModel(
    string File, int Line, string Name, string Namespace, string SoapVersion, string? Address, IReadOnlyList<OperationModel> Operations);
