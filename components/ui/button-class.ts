export type ButtonLook = {
  look?: 'outline' | 'primary' | 'danger' | 'plain' | 'icon' | undefined;
  size?: 'sm' | 'md' | 'lg' | undefined;
  /** As wide as what it stands in. */
  wide?: boolean | undefined;
};

/** The class names of a button's look, for buttons and for links that look like one. */
export function buttonClass({
  look = 'outline',
  size = 'md',
  wide = false,
  className,
}: ButtonLook & { className?: string | undefined }): string {
  const names = ['btn'];
  if (look !== 'outline') names.push(look);
  if (size !== 'md') names.push(size);
  if (wide) names.push('wide');
  if (className) names.push(className);
  return names.join(' ');
}
