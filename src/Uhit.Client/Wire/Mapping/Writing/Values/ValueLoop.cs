namespace Uhit.Client.Wire.Mapping.Writing.Values;

/// <summary>A list that a template can repeat an element for.</summary>
/// <param name="Scope">What its items are: its name is the loop's.</param>
/// <param name="Items">Takes the items from a frame of the scope that the loop is in; gone through once.</param>
internal sealed record ValueLoop(ValueScope Scope, Func<ValueFrame, System.Collections.IEnumerable> Items);
