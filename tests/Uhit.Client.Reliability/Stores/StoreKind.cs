namespace Uhit.Client.Reliability.Stores;

/// <summary>Which store a run is about.</summary>
internal enum StoreKind
{
    Sqlite,
    Postgres,
}
