using System.Security.Cryptography;
using Uhit.Client.Store;
using Uhit.Client.Wire;

namespace Uhit.Client.Reliability.Load;

/// <summary>One callback that is sent, with what must be found of it afterwards.</summary>
internal sealed record LoadMessage(
    UhitOperation Operation, MessageHeader Header, SoapVersion Version, byte[] Body, IReadOnlyList<PackedUsage> Usage)
{
    public byte[] Sha256 { get; } = SHA256.HashData(Body);

    public string Key => Header.MessageId!.Value.Value;
}
