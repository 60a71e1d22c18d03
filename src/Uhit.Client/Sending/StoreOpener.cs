using Uhit.Client.Inquiries;
using Uhit.Client.Store;

namespace Uhit.Client.Sending;

/// <summary>Opens the store of a named client, and sees that Test and Production don't share one by accident.</summary>
internal sealed class StoreOpener(ClientIdentity identity, IUhitStore store)
{
    private volatile bool _isOpen;

    /// <summary>Opens it; does nothing once that was done.</summary>
    /// <exception cref="UhitConfigurationException">The store holds inquiries of the other environment.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_isOpen)
        {
            return;
        }

        await store.Maintenance.InitializeAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var record in store.Inquiries.ListAsync(null, new InquiryQuery { Limit = 1 }, cancellationToken).ConfigureAwait(false))
        {
            if (record.Environment != identity.Environment)
            {
                throw new UhitConfigurationException(
                    $"The store of the client \"{identity.Name}\" holds inquiries of the environment {record.Environment}, but "
                    + $"{UhitClientOptions.SectionName}:{identity.Name}:Environment is {identity.Environment}. Give each environment a store of its own.");
            }
        }

        _isOpen = true;
    }
}
