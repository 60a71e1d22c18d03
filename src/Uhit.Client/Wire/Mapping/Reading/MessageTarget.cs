namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>Hears of each part of a message as it begins and ends.</summary>
internal abstract class MessageTarget
{
    /// <summary>A part begins; its attributes are read.</summary>
    /// <returns>False where it is not wanted: nothing of it is told then.</returns>
    public virtual bool Begin(ScopePlan scope) => true;

    /// <summary>Which of the messages of the plan it is; <see langword="null"/> for none of them.</summary>
    /// <exception cref="WireFormatException">That is not known yet, and has to be.</exception>
    public virtual ScopePlan? Decide() => null;

    /// <summary>A part is complete, or begins, and its conditions don't hold.</summary>
    public virtual void Discard(ScopePlan scope)
    {
    }

    /// <summary>A part is complete.</summary>
    public abstract void End(ScopePlan scope);
}
