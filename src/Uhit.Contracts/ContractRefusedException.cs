namespace Uhit.Contracts;

/// <summary>The contract holds something that is not supported; one line each, with file, line and component.</summary>
internal sealed class ContractRefusedException(string message) : Exception(message);
