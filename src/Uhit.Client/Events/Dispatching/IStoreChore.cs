namespace Uhit.Client.Events.Dispatching;

/// <summary>Something else that is to be done in the store from time to time.</summary>
internal interface IStoreChore
{
    /// <summary>Does what is due.</summary>
    Task LookAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
