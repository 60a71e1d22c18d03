namespace Uhit.Client.Store;

/// <summary>Protects what a store writes of messages and inquiries, such as by encryption. Without one it is written as it is.</summary>
/// <remarks>
/// <para>Protected are bodies, packed usage, inquiries, ledgers, headers of messages and contents of events. Not protected is what a store
/// searches and compares: identifiers (ESI IDs, RequestIds, MessageIds, the user's own key), peers, times, states, digests, error codes of
/// handlers, and our answers, which hold identifiers only.</para>
/// <para>Each row keeps the key id of what is protected in it, so keys may change: rows of earlier keys, and rows that were written without
/// a protector, stay as they are and stay readable as long as the protector knows their keys. Called while the store holds locks:
/// synchronous, quick, thread-safe; it fetches nothing over a network.</para>
/// </remarks>
public interface IPayloadProtector
{
    /// <summary>The key that what is written now is protected with; <see langword="null"/> to write it as it is.</summary>
    string? KeyId { get; }

    /// <summary>Protects.</summary>
    /// <param name="keyId">The key: what <see cref="KeyId"/> gave a moment ago.</param>
    /// <param name="content">The content. Not to be kept.</param>
    ReadOnlyMemory<byte> Protect(string keyId, ReadOnlyMemory<byte> content);

    /// <summary>Gives back what was protected.</summary>
    /// <param name="keyId">The key that it was protected with.</param>
    /// <param name="content">What <see cref="Protect"/> gave.</param>
    /// <exception cref="Exception">The key is not known, or is not the one: any exception; the store makes a
    /// <see cref="UhitStoreException"/> of it.</exception>
    ReadOnlyMemory<byte> Unprotect(string keyId, ReadOnlyMemory<byte> content);
}
