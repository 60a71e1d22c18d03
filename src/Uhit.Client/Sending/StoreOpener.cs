using Uhit.Client.Store;

namespace Uhit.Client.Sending;

/// <summary>Opens the store of a named client, and sees that it holds nothing that these settings would let go wrong.</summary>
internal sealed class StoreOpener(ClientIdentity identity, IUhitStore store)
{
    private readonly string _section = $"{UhitClientOptions.SectionName}:{identity.Name}";
    private volatile bool _isOpen;
    private volatile bool _isNoted;

    /// <summary>The store itself, open or not.</summary>
    public IUhitStore Store => store;

    /// <summary>Opens it; does nothing once that was done.</summary>
    /// <exception cref="UhitConfigurationException">The store holds inquiries of the other environment, or this client
    /// has open ones under another AuthenticationId.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_isOpen)
        {
            return;
        }

        await store.Maintenance.InitializeAsync(cancellationToken).ConfigureAwait(false);
        if (await LatestAsync(null, isFinished: null, cancellationToken).ConfigureAwait(false) is { } latest
            && latest.Environment != identity.Environment)
        {
            throw new UhitConfigurationException(
                $"The store of the client \"{identity.Name}\" holds inquiries of the environment {latest.Environment}, but "
                + $"{_section}:Environment is {identity.Environment}. Give each environment a store of its own.");
        }

        // CNP delivers once: what comes for them would be refused for good.
        if (await LatestAsync(identity.Name, isFinished: false, cancellationToken).ConfigureAwait(false) is { } open
            && open.AuthenticationId != identity.AuthenticationId)
        {
            throw new UhitConfigurationException(
                $"The client \"{identity.Name}\" has inquiries that wait for CNP under the AuthenticationId {open.AuthenticationId}, "
                + $"but {_section}:AuthenticationId is "
                + $"{identity.AuthenticationId}: every callback for them would be refused. Set it back until they are finished or "
                + "abandoned; a second Authentication ID "
                + "gets a named client of its own.");
        }

        _isOpen = true;
    }

    /// <summary>Opens it for what is done under this client's Authentication ID: asking, and taking what
    /// CNP sends. Does nothing once that was done.</summary>
    /// <exception cref="UhitConfigurationException">As <see cref="OpenAsync"/>; or the client uses this
    /// store under another AuthenticationId.</exception>
    public async Task OpenForUseAsync(CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken).ConfigureAwait(false);
        if (_isNoted)
        {
            return;
        }

        // A receiver leaves no inquiry behind that would tell: a mistyped ID would be sent, and its callbacks refused by that receiver.
        var noted = await store.Maintenance.NoteAuthenticationIdAsync(
            identity.Name, identity.AuthenticationId, identity.Replaces, cancellationToken).ConfigureAwait(false);
        _isNoted = noted == identity.AuthenticationId
            ? true
            : throw new UhitConfigurationException(
                $"The client \"{identity.Name}\" uses this store under the AuthenticationId {noted}, but {_section}:AuthenticationId "
                + $"is {identity.AuthenticationId}: what CNP sends for "
                + $"one of them is refused under the other. Correct it; or, where {noted} was wrong or is no longer yours, "
                + $"set {_section}:ReplacesAuthenticationId to {noted}.");
    }

    // The last one tells: none is stored while an earlier one is of another kind.
    private async Task<InquiryRecord?> LatestAsync(string? client, bool? isFinished, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var record in store.Inquiries.ListAsync(
                client, new InquiryQuery { IsFinished = isFinished, Limit = 1 }, cancellationToken).ConfigureAwait(false))
            {
                return record;
            }
        }
        catch (UhitStoreException e) when (!e.IsTransient)
        {
            // One that can't be read is no reason not to start: it is told of where it is needed.
        }

        return null;
    }
}
