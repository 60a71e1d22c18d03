namespace Uhit.Client.Relational;

/// <summary>A null with its type: a prepared statement of PostgreSQL must not change with what is null.</summary>
internal enum SqlNull
{
    Text = 1,
    Bytes,
    Instant,
    Number,
    Receipt,
}
