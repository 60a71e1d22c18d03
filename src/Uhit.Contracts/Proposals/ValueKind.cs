namespace Uhit.Contracts.Proposals;

/// <summary>What a value is made of, as far as a guess cares.</summary>
internal enum ValueKind
{
    Text = 1,
    Number,
    Time,
    Date,
}
