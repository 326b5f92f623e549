/** What is read aloud to make a voice known: five moods, one of them neutral. */
export const sentences = [
  { mood: 'neutral', text: 'The train to the coast leaves from platform four.', how: 'Evenly, as one reads out a timetable.' },
  { mood: 'happy', text: 'You got the place? That is wonderful, come here!', how: 'Glad, as to a friend with good news.' },
  { mood: 'sad', text: 'The house has been so quiet since she left.', how: 'Low and slow, as after a loss.' },
  { mood: 'angry', text: 'I have asked you three times to turn that down!', how: 'Loud and sharp, as when patience ends.' },
  { mood: 'surprised', text: 'Wait, you walked all the way here just for me?', how: 'Taken aback, with a rising voice.' },
] as const;
