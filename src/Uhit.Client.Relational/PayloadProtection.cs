using Uhit.Client.Store;

namespace Uhit.Client.Relational;

/// <summary>A protector as a store uses it, or none.</summary>
/// <remarks>A store takes <see cref="KeyId"/> once for each row that it writes, protects all of
/// the row with it, and writes it beside.</remarks>
/// <param name="protector">The protector; <see langword="null"/> where nothing is protected.</param>
internal sealed class PayloadProtection(IPayloadProtector? protector)
{
    /// <summary>The key for a row that is written now; <see langword="null"/> where it is not protected.</summary>
    public string? KeyId => protector?.KeyId;

    /// <summary>Protects, where there is a key.</summary>
    /// <param name="keyId">The key of the row.</param>
    /// <param name="content">The content.</param>
    public ReadOnlyMemory<byte> Protect(string? keyId, ReadOnlyMemory<byte> content) =>
        keyId is null ? content : protector!.Protect(keyId, content);

    /// <summary>Gives back what is in a row.</summary>
    /// <param name="keyId">The key of the row; <see langword="null"/> where it is not protected.</param>
    /// <param name="content">What is in it.</param>
    /// <exception cref="UhitStoreException">There is no protector, or it can't do it.</exception>
    public ReadOnlyMemory<byte> Unprotect(string? keyId, ReadOnlyMemory<byte> content)
    {
        if (keyId is null)
        {
            return content;
        }

        if (protector is null)
        {
            throw new UhitStoreException(
                $"The store holds content that is protected with the key \"{keyId}\", and no protector is registered: register the one "
                    + "that wrote it, with UsePayloadProtector.",
                isTransient: false);
        }

        try
        {
            return protector.Unprotect(keyId, content);
        }
        catch (Exception exception)
        {
            throw new UhitStoreException(
                $"The store holds content that is protected with the key \"{keyId}\", and the protector cannot read it with that key "
                + $"({exception.GetType().Name}): "
                + "give it the key that it was written with.",
                isTransient: false,
                exception);
        }
    }
}
