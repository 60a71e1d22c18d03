using System.Diagnostics.CodeAnalysis;

namespace Uhit.Client.Store;

/// <summary>The usage of one line of one message, packed by <see cref="UsageCodec"/>.</summary>
/// <param name="LineNumber">The line of the inquiry, as the message has it.</param>
/// <param name="EsiId">The ESI ID.</param>
/// <param name="Received">The kinds of usage in it.</param>
/// <param name="Content">The packed bytes; they name their own version.</param>
[Experimental("UHIT001")]
public sealed record PackedUsage(int LineNumber, EsiId EsiId, RequestedUsage Received, ReadOnlyMemory<byte> Content);
