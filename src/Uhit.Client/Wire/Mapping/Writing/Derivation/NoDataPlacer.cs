using Uhit.Client.Wire.Mapping.Model;

namespace Uhit.Client.Wire.Mapping.Writing.Derivation;

/// <summary>Writes the word that there is no usage, and another one where there is.</summary>
internal static class NoDataPlacer
{
    public static void Place(PathPlacer placer, ConditionModel condition, TemplateElement element)
    {
        if (condition.Is.Count == 0 || condition.Path.Attribute is not null || condition.Path.Steps.Count == 0)
        {
            if (condition.Is.Count > 0)
            {
                placer.Place(condition.Source, element, condition.Path, TemplatePart.Of(condition.Is[0]));
            }

            return;
        }

        if (placer.Find(condition.Source, element, condition.Path.Steps) is not { } usual)
        {
            return;
        }

        var holder = condition.Path.Steps.Count == 1
            ? element
            : element.Descendants().First(candidate => candidate.Children.Contains(usual));
        var word = usual.Clone();
        word.Text = [TemplatePart.Of(condition.Is[0])];
        word.Marks = word.Marks.And("usage.noData");
        usual.Marks = usual.Marks.And("!usage.noData");
        if (usual.Text.Count == 0)
        {
            usual.Text = [TemplatePart.Of("OK")];
        }

        holder.Children.Insert(holder.Children.IndexOf(usual), word);
    }
}
