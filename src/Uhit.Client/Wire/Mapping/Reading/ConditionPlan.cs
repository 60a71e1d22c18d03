using Uhit.Client.Wire.Mapping.Model;

namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>A condition over a slot.</summary>
internal sealed class ConditionPlan(ConditionModel model, int slot, bool isKnownAtStart)
{
    public ConditionModel Model => model;

    /// <summary>Whether it holds; <see langword="null"/> while that may still change.</summary>
    public bool? Judge(Slot[] slots, bool isComplete)
    {
        var value = slots[slot];
        if (!value.IsSet)
        {
            return isComplete || isKnownAtStart ? Absent() : null;
        }

        if (model.Exists is { } exists && !exists)
        {
            return false;
        }

        if (model.Is.Count == 0 && model.IsNot.Count == 0)
        {
            return true;
        }

        var text = XmlText.Trim(value.Text);
        return (model.Is.Count == 0 || Contains(model.ComparedIs, text)) && !Contains(model.ComparedIsNot, text);
    }

    /// <summary>Whether all hold; <see langword="null"/> while that may still change.</summary>
    public static bool? Judge(ConditionPlan[] conditions, Slot[] slots, bool isComplete)
    {
        bool? all = true;
        foreach (var condition in conditions)
        {
            switch (condition.Judge(slots, isComplete))
            {
                case false:
                    return false;
                case null:
                    all = null;
                    break;
            }
        }

        return all;
    }

    private bool Absent() => model.Is.Count == 0 && model.Exists != true;

    private bool Contains(IReadOnlyList<string> values, ReadOnlySpan<char> text)
    {
        foreach (var value in values)
        {
            if (text.SequenceEqual(value) || (model.Path.IsType && TypeNames.NameOf(text).SequenceEqual(value)))
            {
                return true;
            }
        }

        return false;
    }
}
