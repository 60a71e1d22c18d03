namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Hears of each part of a message as it begins and ends.</summary>
internal abstract class MessageTarget
{
    /// <summary>A part begins; its attributes are read.</summary>
    /// <returns>False where it is not wanted: nothing of it is told then.</returns>
    public virtual bool Begin(ScopePlan scope) => true;

    /// <summary>A part is complete, and its conditions don't hold.</summary>
    public virtual void Discard(ScopePlan scope)
    {
    }

    /// <summary>A part is complete.</summary>
    public abstract void End(ScopePlan scope);
}
