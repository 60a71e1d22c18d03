namespace Uhit.Client.Wire.Xml;

/// <summary>What an element is for the contract, where it stands.</summary>
internal enum ElementStep
{
    /// <summary>One that the contract names, or leaves open, here.</summary>
    Child,

    /// <summary>One behind the turn of a group that is being read.</summary>
    NextTurn,

    /// <summary>One that the contract doesn't know.</summary>
    Unknown,
}
