using Uhit.Client.Store;

namespace Uhit.Client.Reliability.InProcess;

/// <summary>Where data lives, which several processes open.</summary>
internal interface IStoreHouse : IAsyncDisposable
{
    /// <summary>The kind of store.</summary>
    string Kind { get; }

    /// <summary>Opens the data as one more process would.</summary>
    Task<IUhitStore> OpenAsync(TimeProvider time);
}
