namespace Uhit.Contracts.Messages;

/// <summary>A value that the schema demands.</summary>
/// <param name="Path">Where it stands, from below the message's root, as <c>contract.json</c> writes paths.</param>
/// <param name="Words">What it may be.</param>
/// <param name="File">The file of the schema.</param>
/// <param name="Line">Where it is declared there.</param>
internal sealed record SchemaDemand(string Path, string Words, string File, int Line);
