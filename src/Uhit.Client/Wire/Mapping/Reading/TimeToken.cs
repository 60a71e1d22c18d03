namespace Uhit.Client.Wire.Mapping.Reading;

/// <summary>One part of a format: a letter of it with the number of digits, or a character that stands for itself.</summary>
internal readonly record struct TimeToken(char Kind, int Min, int Max, char Literal = '\0');
