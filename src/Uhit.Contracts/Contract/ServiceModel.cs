namespace Uhit.Contracts.Contract;

/// <summary>One port type with the binding that it is called through, and the first address of that.</summary>
internal sealed record ServiceModel(
    string File, int Line, string Name, string Namespace, string Binding, string SoapVersion, string? Address, IReadOnlyList<OperationModel> Operations);
